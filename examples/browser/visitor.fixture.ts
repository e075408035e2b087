import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** Trains a model, a network for some epochs, with the settings that are there otherwise. */
export async function train(page: Page, model: string, epochs?: number): Promise<void> {
  await page.getByRole('combobox', { name: 'Model' }).selectOption(model)
  if (epochs !== undefined) {
    await page.getByText('More settings').click()
    await page.getByLabel('Epochs at most').fill(String(epochs))
  }
  await page.getByRole('button', { name: 'Train' }).click()
  await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden', timeout: 100_000 })
  if (await page.locator('#results').isHidden())
    throw new Error((await page.locator('#model-error').textContent())!)
}

/** The field in which titles are searched. */
export const searchField = (page: Page) => page.getByRole('combobox', { name: 'What do you like?' })

/** Finds a title and picks it. */
export async function choose(page: Page, title: string): Promise<void> {
  await searchField(page).fill(title)
  await page.locator('#suggestions').getByRole('option', { name: title, exact: true }).click()
  await page.getByRole('list', { name: 'You like' }).getByText(title, { exact: true }).waitFor()
}

/** Titles that are recommended. */
export async function recommended(page: Page): Promise<string[]> {
  await page.locator('#list li').first().waitFor()
  return page.locator('#list li span').allTextContents()
}

/** What axe finds wrong with the page as it is. */
export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run())
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}
