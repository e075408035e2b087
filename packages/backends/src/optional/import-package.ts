/**
 * Imports a package that need not be installed, when the program runs.
 *
 * Every bundler leaves this import as it is: none looks for the package, copies it or warns that it is missing.
 *
 * @param name an argument, not a literal, and marked for the bundlers that would evaluate it all the same
 */
export function importPackage(name: string) {
  return import(/* webpackIgnore: true */ /* turbopackIgnore: true */ /* @vite-ignore */ name)
}
