// Takes spans over OTLP/HTTP (JSON), and tells on GET /spans which: the last 20,000.
import { createServer } from 'node:http';

const spans = [];

createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    if (request.method === 'POST') keep(JSON.parse(body));
    response
      .setHeader('content-type', 'application/json')
      .end(request.url === '/spans' ? JSON.stringify(spans) : '{}');
  });
}).listen(4318);

function keep({ resourceSpans }) {
  for (const { resource, scopeSpans } of resourceSpans) {
    const service = resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue;
    for (const scope of scopeSpans) spans.push(...scope.spans.map((span) => ({ service, ...span })));
  }
  spans.splice(0, spans.length - 20_000);
}
