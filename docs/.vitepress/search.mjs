/** Options of the site's search, which the browser takes over as text: functions may use nothing around them. */
export const search = {
  miniSearch: {
    searchOptions: {
      // How much a page counts: guides most, and the API, whose names are many, least.
      boostDocument: (page) => {
        if (page.startsWith('/api/')) return 0.02
        if (page.startsWith('/results/')) return 0.1
        if (/^\/(commands|files|options)\//.test(page)) return 0.5
        return page.startsWith('/guide/') ? 2 : 1
      },
    },
  },
}
