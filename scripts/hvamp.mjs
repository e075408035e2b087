// npm run -s hvamp -- COMMAND: the built command, in the folder where npm was called.
const { INIT_CWD } = process.env
if (INIT_CWD) process.chdir(INIT_CWD) // npm starts scripts in the folder of package.json
await import('../packages/hvamp/bin/hvamp.js')
