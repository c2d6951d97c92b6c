# One file for every service, and for the load generator: docker build --build-arg APP=greeter .
ARG NODE_IMAGE=node:24-bookworm-slim
# A folder of apps. There is no default: what is not named ends in an error that says so.
ARG APP=must-be-named

# What npm needs and no more, so that a change of sources installs nothing anew.
FROM ${NODE_IMAGE} AS manifests
WORKDIR /flotilla
COPY . .
RUN find . -type f ! -name package.json ! -name package-lock.json ! -name .npmrc -delete && find . -type d -empty -delete

FROM ${NODE_IMAGE} AS build
WORKDIR /flotilla
COPY --from=manifests /flotilla ./
RUN npm ci --ignore-scripts --include-workspace-root --workspace apps/greeter --workspace apps/orders --workspace apps/gateway --workspace apps/lab
COPY . .
# What only the lab has goes aside: services do not carry it.
RUN npx nx run-many -t build -p greeter,orders,gateway,lab && \
    find apps libs -type f ! -path '*/dist/*.js' ! -name package.json ! -name '*.binpb' ! -path 'apps/lab/scenarios/*' -delete && \
    find apps libs -type d -empty -delete && \
    mkdir lab-libs && mv libs/testing libs/embedded-postgres lab-libs

FROM ${NODE_IMAGE} AS dependencies
ARG APP
WORKDIR /flotilla
COPY --from=manifests /flotilla ./
# Optional ones too: what tests need of programs, which npm would take along.
RUN npm ci --ignore-scripts --omit=dev --omit=optional --workspace "apps/${APP}" && \
    find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.test.js' \) -delete

# What changes least comes first: the images of a fleet have all layers up to their dependencies in common.
FROM ${NODE_IMAGE} AS service
WORKDIR /flotilla
ENV NODE_ENV=production HOST=0.0.0.0 ADMIN_PORT=9464
COPY --from=build /flotilla/libs libs
ARG APP
COPY --from=dependencies /flotilla/node_modules node_modules
COPY --from=build /flotilla/apps/${APP} apps/${APP}
WORKDIR /flotilla/apps/${APP}
ARG VERSION=0.1.0
ARG SOURCE
LABEL org.opencontainers.image.title="flotilla ${APP}" \
      org.opencontainers.image.description="A service of Flotilla, a small fleet of TypeScript microservices" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.source="${SOURCE}" \
      org.opencontainers.image.licenses="Apache-2.0"
USER node
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "--max-old-space-size=8", "-e", "require('node:http').get(`http://127.0.0.1:${process.env.ADMIN_PORT}/readyz`, ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1)).on('error', () => process.exit(1))"]
ENTRYPOINT ["node", "dist/main.js"]

# A name that is none of these is looked for among images: with the prefix, there is nobody's of that name.
FROM service AS app-greeter
FROM service AS app-orders
FROM service AS app-gateway

# Serves nothing, and writes reports.
FROM service AS app-lab
USER root
COPY --from=build /flotilla/lab-libs /flotilla/libs
RUN install --directory --owner=node --group=node /reports
USER node
HEALTHCHECK NONE

FROM app-${APP}
