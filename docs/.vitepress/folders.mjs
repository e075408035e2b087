// Every page is a folder with an index.html, so that /start/ and /start are found by any server of files.

/** Where a page is written: `start.md` becomes `start/index.md`. */
export function inFolder(path) {
  return /(^|\/)index\.md$/.test(path) ? path : path.replace(/\.md$/, '/index.md')
}

/** The same for the links of pages, which sources write as `/start` or `/start#section`. */
export function foldersInLinks(markdown) {
  markdown.core.ruler.push('folders in links', ({ tokens }) => {
    for (const { children } of tokens) {
      for (const token of children ?? []) {
        const href = token.type === 'link_open' ? token.attrGet('href') : null
        if (href?.startsWith('/')) token.attrSet('href', linkOf(href))
      }
    }
  })
}

function linkOf(href) {
  const [, path, hash] = /^([^#]*)(.*)$/.exec(href)
  const page = path.replace(/(\/index)?\.md$/, '')
  return `${page}${page.endsWith('/') || /\.\w+$/.test(page) ? '' : '/'}${hash}`
}
