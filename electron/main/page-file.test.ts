import { describe, expect, test } from 'vitest';
import { resolvePageFile } from './page-file.ts';

const bundle = '/opt/dlscope/resources/app.asar/dist/page';

describe('addresses of the page', () => {
  test('name files inside the bundle', () => {
    expect(resolvePageFile(bundle, 'app://dlscope/index.html')).toEqual({
      path: `${bundle}/index.html`,
      contentType: 'text/html; charset=utf-8',
    });
    expect(resolvePageFile(bundle, 'app://dlscope/assets/index-Bx_1.js?v=1#top')?.path).toBe(
      `${bundle}/assets/index-Bx_1.js`,
    );
  });

  test.each([
    'app://dlscope/',
    'app://dlscope',
    'app://dlscope/../main.js',
    'app://dlscope/assets/../../main.js',
    'app://dlscope/..%2fmain.js',
    'app://dlscope/%2e%2e/main.js',
    'app://dlscope/assets\\..\\main.js',
    'app://dlscope//etc/passwd.html',
    'app://dlscope/.hidden.js',
    'app://dlscope/index.html\0.js',
    'app://dlscope/main.js.map',
    'app://dlscope/secret',
    'app://dlscope.evil/index.html',
    'app://other/index.html',
    'file:///etc/passwd',
    'https://dlscope/index.html',
  ])('refuse %j', (url) => {
    expect(resolvePageFile(bundle, url)).toBeNull();
  });
});
