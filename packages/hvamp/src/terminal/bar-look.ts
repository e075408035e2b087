/** The look of progress bars and the stream they go to: one definition for all of them. */
export const barLook = {
  format: '{bar} {text}',
  barsize: 20,
  barCompleteChar: '█',
  barIncompleteChar: '░',
  hideCursor: true,
  stream: process.stderr,
  gracefulExit: false, // Ctrl-C is for the command
}
