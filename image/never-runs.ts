/** What Node.js cannot run: source maps, types and TypeScript (it strips no types below node_modules), papers, pictures. */
const NO_PROGRAM = /\.(?:map|[cm]?tsx?|md|markdown|html|png|ico|tgz|zip|tsbuildinfo)$/i;
/** What a browser or a bundler loads in place of the file that Node.js does. */
const FOR_A_BROWSER =
  /(?:^|\/)(?:browser|react-native|workerd|_bundles)\/|^build\/es(?:m|next)\/|(?:^|[./])(?:browser|es5)\.[cm]?js$/;
/** What the package's own developers run, and the settings of their tools. */
const FOR_ITS_DEVELOPERS =
  /^(?:tests?|__tests__|examples?|benchmarks?|man|docs)\/|\/vendors\/[^/]+\/(?:test|scripts)\/|(?:^|\/)(?:\.|eslint\.config\.)/;
/** What a licence asks to be passed on stays, whatever its name ends in. */
const LICENCE = /(?:^|\/)(?:licen[cs]e|notice|copying|copyright|third-?party)[^/]*$/i;

/**
 * Tells whether a file of a package is never run by Node.js.
 * @param path from the package's own folder, with `/`
 */
export function neverRuns(path: string): boolean {
  if (LICENCE.test(path) && !/\.[cm]?js$/.test(path)) return false;
  return [NO_PROGRAM, FOR_A_BROWSER, FOR_ITS_DEVELOPERS].some((kind) => kind.test(path));
}
