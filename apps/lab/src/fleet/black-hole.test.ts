import { connect } from 'node:net';
import { openBlackHole } from './black-hole';

it('accepts, says nothing, and hangs up when it is closed', async () => {
  const accepted = jest.fn();
  const hole = await openBlackHole(accepted);
  const socket = connect(hole.port, '127.0.0.1').on('error', () => undefined);
  const heard = jest.fn();
  socket.on('data', heard).write('anybody there?');
  const closed = new Promise((resolve) => socket.once('close', resolve));
  while (accepted.mock.calls.length === 0) await new Promise(setImmediate);
  hole.close();
  await closed;
  expect(heard).not.toHaveBeenCalled();
  expect(accepted).toHaveBeenCalledTimes(1);
});
