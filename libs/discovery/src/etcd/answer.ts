import { CallError } from '@flotilla/call';
import type { IncomingMessage } from 'node:http';
import { notEtcd, toRefusal } from './etcd-error';
import { LineSplitter } from './line-splitter';

/** More than any answer should have: 30,000 instances. */
export const maxAnswerBytes = 16 * 1024 * 1024;

export type JsonObject = Readonly<Record<string, unknown>>;

function toObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

function isRefusal(value: object): value is { code: number; message: string } {
  return 'code' in value && typeof value.code === 'number' && 'message' in value;
}

function tooLong(peer: string): CallError {
  return new CallError('RESOURCE_EXHAUSTED', `${peer} answered more than ${maxAnswerBytes} bytes`);
}

async function readText(peer: string, response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxAnswerBytes) throw tooLong(peer);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** The JSON of a response. Rejects with a CallError for a refusal, and for what is not etcd's. */
export async function readAnswer(peer: string, response: IncomingMessage): Promise<JsonObject> {
  const text = await readText(peer, response);
  const status = response.statusCode ?? 0;
  const value = toObject(text);
  if (value && status === 200) return value;
  throw value && isRefusal(value) ? toRefusal(peer, value) : notEtcd(peer, status, text);
}

/** The `result` of a line of a stream. */
function toResult(peer: string, line: string): JsonObject {
  const { result, error } = (toObject(line) ?? {}) as { result?: JsonObject; error?: JsonObject };
  if (result) return result;
  if (error) throw toRefusal(peer, { code: Number(error['grpc_code']), message: String(error['message']) });
  throw notEtcd(peer, 200, line);
}

/** The messages of a streaming response: those that arrive together are handed over together. */
export async function* readMessages(
  peer: string,
  response: IncomingMessage,
): AsyncGenerator<readonly JsonObject[], void> {
  if (response.statusCode !== 200) await readAnswer(peer, response);
  const splitter = new LineSplitter(maxAnswerBytes);
  response.setEncoding('utf8');
  for await (const chunk of response as AsyncIterable<string>) {
    const lines = splitter.push(chunk);
    if (!lines) throw tooLong(peer);
    if (lines.length > 0) yield lines.map((line) => toResult(peer, line));
  }
}
