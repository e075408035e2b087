/** Whether bars can be drawn: on a terminal that moves its cursor, as one without (`TERM=dumb`, an editor's) does not. */
export function hasBars(): boolean {
  return process.stderr.isTTY && process.env.TERM !== 'dumb'
}
