import { describe, expect, it, vi } from 'vitest';
import { type Outcome, succeed } from '../contract/failure.ts';
import type { ReloadTrigger } from '../contract/history-entry.ts';
import { createAttemptQueue } from './attempt-queue.ts';

function queueOfOpenAttempts() {
  const begun: ReloadTrigger[] = [];
  const ends: ((outcome: Outcome<null>) => void)[] = [];
  const queue = createAttemptQueue((trigger) => {
    begun.push(trigger);
    return new Promise((resolve) => ends.push(resolve));
  });
  return { queue, begun, endFirst: () => ends.shift()?.(succeed(null)) };
}

describe('attempts', () => {
  it('run one at a time; those asked for meanwhile become one, of the weightiest cause', async () => {
    const { queue, begun, endFirst } = queueOfOpenAttempts();
    const first = queue.request('open');
    const others = (['watch', 'manual', 'watch'] as const).map((trigger) => queue.request(trigger));
    expect(begun).toEqual(['open']);
    endFirst();
    await first;
    await Promise.resolve();
    expect(begun).toEqual(['open', 'manual']);
    endFirst();
    expect(await Promise.all(others)).toEqual([succeed(null), succeed(null), succeed(null)]);
    const next = queue.request('watch');
    endFirst();
    await next;
    expect(begun).toEqual(['open', 'manual', 'watch']);
  });

  it('and other work keep their order', async () => {
    const { queue, begun, endFirst } = queueOfOpenAttempts();
    const order: string[] = [];
    const note = async (work: Promise<unknown>, name: string) => {
      await work;
      order.push(name);
    };
    const all = [
      note(queue.request('open'), 'open'),
      note(queue.request('watch'), 'watch'),
      note(
        queue.inTurn(async () => succeed(null)),
        'work',
      ),
      note(queue.request('manual'), 'manual'),
    ];
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await vi.waitFor(() => expect(begun).toHaveLength(attempt + 1));
      endFirst();
    }
    await Promise.all(all);
    expect(begun).toEqual(['open', 'watch', 'manual']);
    expect(order).toEqual(['open', 'watch', 'work', 'manual']);
    await queue.close();
    expect(await queue.inTurn(async () => succeed(null))).toMatchObject({ failure: { code: 'not-loaded' } });
  });

  it('that wait are settled when the queue closes, and none begins afterwards', async () => {
    const { queue, begun, endFirst } = queueOfOpenAttempts();
    const first = queue.request('watch');
    const second = queue.request('manual');
    const closed = queue.close();
    endFirst();
    await closed;
    expect((await first).ok).toBe(true);
    expect(await second).toMatchObject({ ok: false, failure: { code: 'not-loaded' } });
    expect((await queue.request('manual')).ok).toBe(false);
    expect((await queue.request('manual')).ok).toBe(false);
    expect(begun).toEqual(['watch']);
  });

  it('that end with a bug give it to those who asked, and the next attempt runs', async () => {
    let broken = true;
    const queue = createAttemptQueue(async () => {
      if (broken) throw new Error('a bug');
      return succeed(null);
    });
    await expect(queue.request('watch')).rejects.toThrow('a bug');
    broken = false;
    expect((await queue.request('watch')).ok).toBe(true);
  });
});
