/** A package as package-lock.json describes it. */
interface LockedPackage {
  version?: string;
  license?: string;
  dev?: boolean;
  optional?: boolean;
  devOptional?: boolean;
}

export interface ShippedPackage {
  name: string;
  version: string;
  /** As the package states it; several packages state none. */
  license?: string;
}

/** Returns the packages that production installs, by name: neither those of development nor the optional ones. */
export function shippedPackages(lock: string): ShippedPackage[] {
  const { packages } = JSON.parse(lock) as { packages: Record<string, LockedPackage> };
  const shipped = Object.entries(packages)
    .filter(([path, { dev, optional, devOptional }]) => path !== '' && !dev && !optional && !devOptional)
    .map(([path, { version = '', license }]) => ({
      name: path.split('node_modules/').at(-1)!,
      version,
      ...(license !== undefined && { license }),
    }));
  const once = new Map(shipped.map((each) => [`${each.name} ${each.version}`, each]));
  return [...once].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

/** Writes the list of their licences, as THIRD-PARTY.md holds it. */
export function licenceList(packages: readonly ShippedPackage[]): string {
  const lines = packages.map(
    ({ name, version, license }) => `- \`${name}\` ${version}: ${license ?? 'stated in the package alone'}`,
  );
  return `# Packages of others

What the bot needs to run, with the licence that each package states. \`npm run licences\` writes this list from
\`package-lock.json\`. The image leaves out some of them that are never loaded.

${lines.join('\n')}
`;
}
