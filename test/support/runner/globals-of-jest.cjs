// Loaded by Jest's own loader, which alone knows what these are for the file that runs.
module.exports = require('@jest/globals');
