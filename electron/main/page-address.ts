/** The one origin the window shows. */
export const pageScheme = 'app';
export const pageHost = 'dlscope';
export const pageOrigin = `${pageScheme}://${pageHost}`;
export const pageUrl = `${pageOrigin}/index.html`;
