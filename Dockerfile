# Two images for docker-compose.yml: the console, and the broker of the version that the tests run (Debian's 2.0.11).
# The tests do not build them.

FROM node:20-bookworm-slim AS build
WORKDIR /app
# For better-sqlite3, where it has no ready binary for this machine.
RUN apt-get update \
  && apt-get install -y --no-install-recommends python3 make g++ \
  && rm -rf /var/lib/apt/lists/*
COPY package.json package-lock.json ./
RUN npm install --no-save --no-audit --no-fund
COPY tsconfig.json ./
COPY scripts scripts
COPY devices devices
COPY src src
COPY web web
RUN node scripts/build.mjs && npm prune --omit=dev --no-audit --no-fund

FROM node:20-bookworm-slim AS console
ENV NODE_ENV=production COURT_DATA_DIR=/court/data
WORKDIR /app
# For the court's keys of SM2, with which Node itself cannot sign.
RUN apt-get update && apt-get install -y --no-install-recommends openssl && rm -rf /var/lib/apt/lists/*
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json ./
COPY scripts scripts
COPY deploy/healthcheck.mjs deploy/healthcheck.mjs
# Volumes of docker-compose.yml, which take owners and modes from here. /court itself is root's, so that the console can put
# nothing in the place of what the keeper keeps in it; the signer's keys and the folder of its socket are another user's.
RUN useradd --system --uid 1001 --gid node --no-create-home signer \
  && install -d -o node -g node -m 700 /court/data \
  && install -d -o node -g node /var/lib/mosquitto \
  && install -d -o signer -g node -m 700 /var/lib/courthouse-signer \
  && install -d -o signer -g node -m 710 /run/courthouse-signer
USER node
VOLUME /court
EXPOSE 3000 8883
CMD ["node", "dist/src/main.js"]

FROM debian:bookworm-slim AS mosquitto
# The user has the number of the console image's, who writes the broker's users file; the plugin's folder is named as on
# 64-bit Intel, which is what deploy/mosquitto.conf says.
RUN apt-get update \
  && apt-get install -y --no-install-recommends mosquitto \
  && rm -rf /var/lib/apt/lists/* \
  && usermod -u 1000 mosquitto && groupmod -g 1000 mosquitto \
  && mkdir -p /usr/lib/x86_64-linux-gnu \
  && for plugin in /usr/lib/*/mosquitto_dynamic_security.so; do \
       [ -e /usr/lib/x86_64-linux-gnu/mosquitto_dynamic_security.so ] || ln -s "$plugin" /usr/lib/x86_64-linux-gnu/; \
     done \
  && chown -R mosquitto:mosquitto /var/lib/mosquitto
USER mosquitto
VOLUME /var/lib/mosquitto
EXPOSE 8883
CMD ["mosquitto", "-c", "/etc/mosquitto/mosquitto.conf"]
