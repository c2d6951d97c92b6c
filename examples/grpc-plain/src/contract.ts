import { join } from 'node:path';
import { credentials, loadPackageDefinition } from '@grpc/grpc-js';
import type { CallOptions, Client, ServiceClientConstructor, ServiceError } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

export interface Quote {
  text: string;
  servedBy: string;
}

type Answer = (error: ServiceError | null, quote: Quote) => void;

/** What `proto-loader-gen-types`, ts-proto or another generator would write. */
export interface QuotesStub extends Client {
  getQuote(request: object, options: CallOptions, answer: Answer): void;
}

const loaded = loadPackageDefinition(loadSync(join(__dirname, '..', 'quotes.proto')));
const { Quotes } = (loaded as unknown as { quotes: { v1: { Quotes: ServiceClientConstructor } } }).quotes.v1;

export const quotesService = Quotes.service;

export function openStub(address: string): QuotesStub {
  return new Quotes(address, credentials.createInsecure()) as unknown as QuotesStub;
}
