/** How bars look, and where: whatever goes on shows the same. */
export const barLook = {
  format: '{bar} {text}',
  barsize: 20,
  barCompleteChar: '█',
  barIncompleteChar: '░',
  hideCursor: true,
  stream: process.stderr,
  gracefulExit: false, // Ctrl-C is for the command
}
