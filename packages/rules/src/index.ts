export {
  type CompiledRules,
  compileRules,
  type ListInGroups,
  type RuleContext,
  ruleCompiler,
} from './compile-rules'
export type { Condition } from './condition'
export { type FilledDown, filledDownInWords } from './fill-down'
export type { GroupLimit } from './group-limits'
export { type ItemTable, type ItemTableOptions, itemTable, type Titled } from './item-table'
export type { ItemsWithoutValue } from './items-without-value'
export { type ListInText, listInTexts, listWithPart, type TextInList } from './lists-in-texts'
export { isMissingCell } from './missing-cells'
export { parseCondition } from './parse-condition'
export { readCondition } from './read-condition'
export type { RepeatedChoice } from './repeated-rows'
export { rowsWhere } from './rows-where'
export { type ConditionRule, ruleComparisons } from './rule-comparisons'
export { type ItemChoice, type Rules, readRules } from './rules'
export { type TableCoverage, tableCoverage } from './table-coverage'
export { textsOf, type UnmetValue } from './unmet-values'
