# The bot for a registered app, beside a PostgreSQL server of its own (DATABASE_URL). It holds no secret: every setting
# comes from the environment when it is started. docs/azure.md says which ones.

FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Optional packages are the embedded database, which is for trying the bot out, and parts built with a compiler that is not
# here. Nothing of what is installed has to run anything to be complete.
RUN npm ci --omit=dev --omit=optional --ignore-scripts && npm cache clean --force

FROM node:24-slim
ENV NODE_ENV=production DATA_DIR=/tmp/mca-bot
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json LICENSE ./
COPY cards ./cards
COPY src ./src
COPY bot ./bot
# The files belong to root, so that a bot that was taken over cannot change what it is.
USER node
EXPOSE 3978
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3978}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Started without a shell or npm between: SIGTERM reaches the bot, which stops in good order within ten seconds.
# The young generation of the heap would grow to what it is given, and the old one to double before it is swept: with 4 MB,
# and swept when it has grown by 30 %, the bot stays under 300.
CMD ["node", "--max-semi-space-size=4", "--heap-growing-percent=30", "bot/main.ts"]
