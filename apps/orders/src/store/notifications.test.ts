import { describeWithPostgres, until } from '@flotilla/testing';
import { query } from '../testing/query';
import { quiet } from '../testing/instances';
import { channel, Notifications } from './notifications';

describeWithPostgres('notifications', (postgres) => {
  it('are heard, also after a restart of the server, until they are closed', async () => {
    const heard: string[] = [];
    const onListening = jest.fn();
    const notifications = new Notifications({
      url: postgres().url,
      logger: quiet,
      onChange: (orderId) => heard.push(orderId),
      onListening,
    });
    notifications.start();
    await until('it listens', 5_000, () => onListening.mock.calls.length === 1);
    await query(postgres().url, `notify ${channel}, 'order-1'`);
    await until('it heard', 2_000, () => heard.join() === 'order-1');
    await postgres().restart();
    await until('it listens again', 5_000, () => onListening.mock.calls.length === 2);
    await query(postgres().url, `notify ${channel}, 'order-2'`);
    await until('it heard more', 2_000, () => heard.join() === 'order-1,order-2');
    await notifications.close();
    const text = `select query from pg_stat_activity where application_name = 'flotilla-orders'`;
    await until('it left', 2_000, async () => (await query(postgres().url, text)).length === 0);
  }, 30_000);

  it('can be closed while there is no server', async () => {
    await postgres().stop();
    const notifications = new Notifications({
      url: postgres().url,
      logger: quiet,
      onChange: jest.fn(),
      onListening: jest.fn(),
    });
    notifications.start();
    await notifications.close();
    await postgres().restart();
  });
});
