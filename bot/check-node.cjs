// Older versions cannot read TypeScript, so this file is none.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `The bot needs Node.js 22.18 or newer, and this is ${process.versions.node}: run npm ci, which brings the right one.`,
  );
  process.exitCode = 1;
}
