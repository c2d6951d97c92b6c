import { descriptors, GreeterServiceDefinition, Language, SayHelloRequest } from './index';

describe.each([GreeterServiceDefinition])('$fullName', ({ fullName, methods }) => {
  it.each(Object.values(methods).map(({ name, options }) => [name, options] as const))(
    '%s says whether it may be retried',
    (_name, options) => {
      expect(options.idempotencyLevel).toMatch(/^(NO_SIDE_EFFECTS|IDEMPOTENT)$/);
    },
  );

  it('is among the descriptors', () => {
    const [packageName, serviceName] = [fullName.replace(/\.\w+$/, ''), fullName.replace(/^.*\./, '')];
    const text = Buffer.from(descriptors()).toString('latin1');
    expect(text).toContain(packageName);
    expect(text).toContain(serviceName);
  });
});

it('carries names in any script', () => {
  const request = { name: '王小明 😀', language: Language.ZH };
  expect(SayHelloRequest.decode(SayHelloRequest.encode(request).finish())).toEqual(request);
});
