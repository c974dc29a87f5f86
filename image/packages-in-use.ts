/** A package as package-lock.json describes it. */
interface LockedPackage {
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

export interface Lock {
  /** By folder from the root; the project itself is ''. */
  packages: Record<string, LockedPackage>;
}

/**
 * Finds the folders of the packages that the project needs, itself not among them. A package that `isLeftOut` names is not
 * needed, and neither is what only such packages need.
 */
export function packagesInUse({ packages }: Lock, isLeftOut: (name: string) => boolean): Set<string> {
  const found = new Set<string>();
  const waiting = [''];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const { dependencies, optionalDependencies, peerDependencies } = packages[folder] ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
      const home = isLeftOut(name) ? undefined : homeOf(name, folder);
      if (home === undefined || found.has(home)) continue;
      found.add(home);
      waiting.push(home);
    }
  }
  return found;

  /** As Node.js looks for it: below the package that asks, then below each folder above it. */
  function homeOf(name: string, asker: string): string | undefined {
    const below = `${asker === '' ? '' : `${asker}/`}node_modules/${name}`;
    if (below in packages) return below;
    if (asker === '') return undefined;
    return homeOf(name, asker.slice(0, Math.max(0, asker.lastIndexOf('node_modules/') - 1)));
  }
}
