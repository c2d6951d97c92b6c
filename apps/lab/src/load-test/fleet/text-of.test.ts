import { textOf } from './text-of';

it.each(['', '41 %', 'a'.repeat(8), 'äöüß'])('reads %j', async (text) => {
  await expect(textOf(new Response(text), 8)).resolves.toBe(text);
});

it('reads nothing of an answer without a body', async () => {
  await expect(textOf(new Response(null), 8)).resolves.toBe('');
});

it('reads no further than it may', async () => {
  let given = 0;
  const endless = new ReadableStream({
    pull: (controller) => {
      given += 1;
      controller.enqueue(Buffer.from('abc'));
    },
  });
  const refusal = new RangeError('the answer has more than 8 bytes');
  await expect(textOf(new Response(endless), 8)).rejects.toEqual(refusal);
  expect(given).toBeLessThan(6);
});
