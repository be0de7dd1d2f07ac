FROM node:24-slim AS packages
WORKDIR /desk
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM python:3.13-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1
WORKDIR /desk
COPY requirements.txt ./
RUN pip install --require-hashes -r requirements.txt
COPY --from=packages /desk/node_modules ./node_modules
COPY . .
RUN python manage.py compile_catalogues \
    && useradd --system --create-home --uid 1000 desk \
    && mkdir /data && chown desk /data
USER desk
VOLUME /data
EXPOSE 8000
