import { expect } from '@playwright/test';
import { samplePath } from '../../native-samples/samples.ts';
import { ArgumentForm } from '../support/argument-form.ts';
import { test } from '../support/inspector.ts';

test('an object of C++ is made, saved, and its methods are called on it, without a type typed', async ({
  launch,
}) => {
  const { window } = await launch({ files: [samplePath('typed/shapes')] });
  const form = new ArgumentForm(window);

  await test.step('the constructor fills new memory', async () => {
    await window.select('geometry::Circle::Circle(geometry::Vector, double)');
    await expect(form.badge).toHaveText(/^DWARF · shapes\.cpp:\d+/);
    await form.fill({ 'centre.x': '1', 'centre.y': '2', radius: '3' });
    await window.call();
    await expect(form.afterCall('this')).toContainText('radius_');
    await form.saveAfterCall('this', 'circle');
  });

  await test.step('a method without arguments', async () => {
    await window.select('geometry::Circle::area() const');
    await form.giveSaved('this', 'circle');
    await window.call();
    await expect(window.result).toContainText(/^27double/);
  });

  await test.step('one of two overloads', async () => {
    await window.select('geometry::Circle::move(double, double)');
    await form.giveSaved('this', 'circle');
    await form.fill({ dx: '10', dy: '20' });
    await window.call();
    await expect(window.result).toHaveAttribute('data-outcome', 'returned');
  });

  await test.step('a struct returned by value', async () => {
    await window.select('geometry::Circle::centre() const');
    await form.giveSaved('this', 'circle');
    await window.call();
    await expect(window.result).toContainText('{x: 11, y: 22}');
  });

  await test.step('references that are written', async () => {
    await window.select('geometry::Circle::bounds(geometry::Vector&, geometry::Vector&) const');
    await form.giveSaved('this', 'circle');
    await window.call();
    await expect(form.afterCall('low')).toContainText('{x: 8, y: 19}');
    await expect(form.afterCall('high')).toContainText('{x: 14, y: 25}');
  });

  await test.step('a static method has no object', async () => {
    await window.select('geometry::Circle::alive()');
    await window.call();
    await expect(window.result).toContainText(/^1int/);
  });
});
