// Sends every message back: the least that a question to another process can cost.
process.on('message', (message) => process.send?.(message));
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
