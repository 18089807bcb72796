export const favicon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0f4c5c"/><g fill="none" stroke="#fff" stroke-width="2.2"><circle cx="16" cy="16" r="7"/><path d="M16 4v24M4 16h24M7.5 7.5l17 17M24.5 7.5l-17 17" stroke-width="1.6"/></g></svg>`

export const shell = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Pilothouse sandbox</title>
    <link rel="icon" type="image/svg+xml" href="/favicon.svg">
    <link rel="stylesheet" href="/sandbox/page.css">
    <script type="module" src="/sandbox/page.js"></script>
  </head>
  <body>
    <div id="app"></div>
    <noscript>The sandbox is a small chat client and needs JavaScript.</noscript>
  </body>
</html>
`
