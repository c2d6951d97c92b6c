import { createReadStream } from 'node:fs';
import { parsePolicy } from '@flotilla/governance';
import type { Policy } from '@flotilla/governance';
import { text } from '../../arguments/option';
import { faultOf } from '../../registry/stored-policy';

/** What a registry takes. */
const maxBytes = 65_536;

export const documentValue = text('JSON', 'the document itself, instead of a file');

interface DocumentSource {
  /** A path, or `-` for the standard input. */
  readonly file: string | undefined;
  readonly value: string | undefined;
}

/**
 * The policy that a user gives, in a file or as it is.
 *
 * @throws RangeError when it is given twice, or not at all; Error when it cannot be read, or is refused.
 */
export async function readDocument(
  { file, value }: DocumentSource,
  input: AsyncIterable<Uint8Array> = process.stdin,
): Promise<Policy> {
  if (value !== undefined && file !== undefined)
    throw new RangeError('the document is given twice: by --value and by file');
  if (value !== undefined) return parse('--value', value);
  if (file === undefined)
    throw new RangeError('the document is missing: give a file, - for standard input, or --value');
  if (file === '-') return parse('standard input', await readText('standard input', input));
  return parse(file, await readText(file, createReadStream(file)));
}

async function readText(name: string, input: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of input) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new Error(`it has more than ${maxBytes} bytes`);
      chunks.push(chunk);
    }
  } catch (cause) {
    throw new Error(`cannot read ${name}: ${(cause as Error).message}`, { cause });
  }
  return Buffer.concat(chunks).toString();
}

function parse(name: string, document: string): Policy {
  try {
    return parsePolicy(document);
  } catch (cause) {
    throw new Error(`${name} is no policy: ${faultOf(cause)}`, { cause });
  }
}
