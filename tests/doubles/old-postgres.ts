import { createServer, type Socket } from 'node:net';

/** As much of a PostgreSQL server as tells its version. */
export async function startOldPostgres(answer: string): Promise<{ url: string; close(): void }> {
  const server = createServer((socket) => {
    socket.once('data', () => {
      // The client has introduced itself: it may come in, and ask.
      socket.write(Buffer.concat([part('R', number32(0)), ready()]));
      socket.on('data', (asked) => reply(socket, asked, answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return { url: `postgresql://reader@127.0.0.1:${port}/news`, close: () => server.close() };
}

function reply(socket: Socket, asked: Buffer, answer: string): void {
  if (asked.toString('latin1', 0, 1) !== 'Q') return void socket.end();
  const column = [
    Buffer.from('server_version_num\0'),
    Buffer.alloc(6),
    number32(25),
    Buffer.from([255, 255]),
    Buffer.alloc(6),
  ];
  const row = [number16(1), number32(answer.length), Buffer.from(answer)];
  const whole = [part('T', number16(1), ...column), part('D', ...row), part('C', Buffer.from('SHOW\0')), ready()];
  socket.write(Buffer.concat(whole));
}

function part(kind: string, ...body: Buffer[]): Buffer {
  const bytes = Buffer.concat(body);
  return Buffer.concat([Buffer.from(kind), number32(bytes.length + 4), bytes]);
}

function number16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

function number32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function ready(): Buffer {
  return part('Z', Buffer.from('I'));
}
