# The bot for a registered app, beside a PostgreSQL server of its own (DATABASE_URL). It holds no secret: every setting
# comes from the environment when it is started. docs/azure.md says which ones.
#
# To build it (BuildKit, Podman or Buildah):
#   docker build --build-arg TEAMS_CHANNEL=direct .   without Microsoft's SDKs
#   docker build --secret id=ca,src=ca.pem .          where the network inspects TLS: its certificate

FROM node:24-slim AS packages
ARG TEAMS_CHANNEL=sdk
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# With `direct` the packages go that `bot/teams/sdk` alone needs. The lock keeps the version of every other one.
RUN case "$TEAMS_CHANNEL" in \
      sdk) ;; \
      direct) npm uninstall --package-lock-only --ignore-scripts --offline \
        @azure/core-http-compat @azure/core-rest-pipeline @microsoft/teams-ai botbuilder botframework-connector ;; \
      *) echo "TEAMS_CHANNEL is sdk or direct, not '$TEAMS_CHANNEL'" >&2; exit 1 ;; \
    esac
# Optional packages are the embedded database, which is for trying the bot out, and parts built with a compiler that is not
# here. Nothing of what is installed has to run anything to be complete.
RUN --mount=type=secret,id=ca --mount=type=cache,target=/root/.npm \
    if [ -e /run/secrets/ca ]; then export NODE_EXTRA_CA_CERTS=/run/secrets/ca; fi; \
    npm ci --omit=dev --omit=optional --ignore-scripts
COPY image ./image
RUN node image/prune-packages.ts

FROM node:24-slim
ARG TEAMS_CHANNEL=sdk
ENV NODE_ENV=production DATA_DIR=/tmp/mca-bot TEAMS_CHANNEL=$TEAMS_CHANNEL
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json LICENSE THIRD-PARTY.md ./
COPY cards ./cards
COPY src ./src
COPY bot ./bot
ARG VERSION=unknown
ARG REVISION=unknown
LABEL org.opencontainers.image.title="mca-acceptance-bot" \
      org.opencontainers.image.description="A Microsoft Teams bot with which CSP partners confirm their customers' acceptance of the Microsoft Cloud Agreement" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version=$VERSION \
      org.opencontainers.image.revision=$REVISION
# The files belong to root, so that a bot that was taken over cannot change what it is.
USER node
EXPOSE 3978
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3978}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Started without a shell or npm between: SIGTERM reaches the bot, which stops in good order within ten seconds.
# The young generation of the heap has 8 MB from the beginning: to grow up to that slows a start, and left to itself it takes
# 50 MB more.
CMD ["node", "--min-semi-space-size=8", "--max-semi-space-size=8", "bot/start.cjs"]
