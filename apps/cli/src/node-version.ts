/** `engines` of package.json, as code. */
const supported = '>=20.19 <21 || >=22.12';

/** What is wrong with a version of Node.js, in one line; undefined when it is supported. Written for old Nodes, too. */
export function nodeProblem(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isSupported = major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
  return isSupported
    ? undefined
    : `flotilla needs Node.js ${supported}, this is ${version}: install a current LTS release from https://nodejs.org`;
}
