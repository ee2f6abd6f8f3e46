# One image for every role; compose.yaml says which. Node runs the TypeScript as it is, so there is nothing to build.
FROM node:24-slim
ENV NODE_ENV=production PUPPETEER_SKIP_DOWNLOAD=1
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# --omit=optional would leave out native parts that other packages need; the carried Node is taken away instead.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && rm -rf node_modules/node-linux-* node_modules/.bin/node && npm cache clean --force
COPY scripts scripts
COPY locales locales
COPY councils councils
COPY models models
COPY src src
RUN mkdir /data && chown node:node /data
ENV DATA_DIR=/data
VOLUME /data
USER node
# Signals reach Node itself: no npm and no shell in between.
CMD ["node", "src/main.ts"]
