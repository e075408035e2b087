import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, it } from 'vitest'

const packages = fileURLToPath(new URL('../../', import.meta.url))
const applications = ['hvamp', 'testing']

it('of every function may be undefined where they may be left out: exactOptionalPropertyTypes tells the two apart', () => {
  const files = readdirSync(packages)
    .filter((name) => !applications.includes(name))
    .flatMap((name) => sourcesIn(join(packages, name, 'src')))
  const parsed = files.map((path) =>
    ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true),
  )
  const types = parsed.flatMap((file) => optionTypesOf(file))
  const names = new Set(types.flatMap((type) => namesIn(type)))
  for (let size = 0; size !== names.size; ) {
    size = names.size
    for (const file of parsed) for (const name of namesBelow(file, names)) names.add(name)
  }
  expect(names.size).toBeGreaterThan(20)
  const declared = parsed.flatMap((file) => file.statements.filter((each) => isNamed(each, names)))
  const exact = [...types, ...declared].flatMap((node) => exactIn(node))
  expect([...new Set(exact)]).toEqual([])
})

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sourcesIn(path)
    return /(?<!\.test|\.fixture)\.ts$/.test(path) ? [path] : []
  })
}

/** The types of the parameters that are options: called so, or taken apart and nothing by default. */
function optionTypesOf(file: ts.SourceFile): ts.TypeNode[] {
  return file.statements.flatMap((statement) => {
    if (!ts.isFunctionDeclaration(statement) || !isExported(statement)) return []
    return statement.parameters.flatMap(({ name, type, initializer }) => {
      const isOptions = name.getText() === 'options' || (ts.isObjectBindingPattern(name) && initializer)
      return isOptions && type ? [type] : []
    })
  })
}

/** The names of types that a type is made of, but for those of its members. */
function namesIn(type: ts.Node): string[] {
  if (ts.isTypeLiteralNode(type)) return []
  const own = ts.isTypeReferenceNode(type) || ts.isExpressionWithTypeArguments(type) ? [nameOf(type)] : []
  const inner: string[] = []
  ts.forEachChild(type, (child) => void inner.push(...namesIn(child)))
  return [...own, ...inner]
}

const nameOf = (type: ts.TypeReferenceNode | ts.ExpressionWithTypeArguments) =>
  (ts.isTypeReferenceNode(type) ? type.typeName : type.expression).getText()

/** The names of types that the types of those names extend or are made of. */
function namesBelow(file: ts.SourceFile, names: ReadonlySet<string>): string[] {
  return file.statements.flatMap((statement) => {
    if (!isNamed(statement, names)) return []
    if (ts.isTypeAliasDeclaration(statement)) return namesIn(statement.type)
    return statement.heritageClauses?.flatMap((clause) => namesIn(clause)) ?? []
  })
}

function isNamed(
  statement: ts.Statement,
  names: ReadonlySet<string>,
): statement is ts.InterfaceDeclaration | ts.TypeAliasDeclaration {
  const isType = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)
  return isType && names.has(statement.name.text)
}

const isExported = (statement: ts.FunctionDeclaration) =>
  statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false

/** The members that may be left out and must not be undefined, as `data/src/x.ts: seed?: number`. */
function exactIn(node: ts.Node): string[] {
  const found: string[] = []
  const visit = (each: ts.Node): void => {
    if (ts.isPropertySignature(each) && each.questionToken) {
      const text = each.type?.getText() ?? ''
      if (!/\bundefined\b/.test(text)) {
        found.push(`${relative(packages, each.getSourceFile().fileName)}: ${each.getText()}`)
      }
    }
    ts.forEachChild(each, visit)
  }
  visit(node)
  return found
}
