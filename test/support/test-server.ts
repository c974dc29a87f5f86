/** The variable in which the run's global setup tells the test files where its server is. */
export const TEST_SERVER_VARIABLE = 'MCA_TEST_SERVER_URL';

/** Migrated, empty, and copied for every test file. */
export const TEMPLATE_DATABASE = 'mca_template';

export function urlOfDatabase(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}
