/** The bare bridge that the console is measured beside: aedes → mqtt → Socket.IO, and a receipt; it stores nothing. */
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { Aedes } from 'aedes';
import mqtt from 'mqtt';
import { Server as SocketServer } from 'socket.io';
import { readTopic, topicOf } from '../../devices/protocol/topic.js';

const listening = (server: Server): Promise<number> =>
  new Promise((up) => {
    server.listen(0, '127.0.0.1', () => up((server.address() as AddressInfo).port));
  });

const broker = await Aedes.createBroker({ queueLimit: 200 });
const mqttPort = await listening(createServer({ noDelay: true }, (socket) => broker.handle(socket)));
const pages = createHttpServer();
const screens = new SocketServer(pages, { transports: ['websocket'] }).of('/live');
const httpPort = await listening(pages);

const ear = await mqtt.connectAsync(`mqtt://127.0.0.1:${mqttPort}`, {
  clientId: 'bridge',
  protocolVersion: 4,
});
ear.on('message', (text, payload) => {
  const topic = readTopic(text);
  if (topic === undefined) return;
  const event = JSON.parse(payload.toString('utf8')) as { boot: string; seq: number; at: string };
  screens.emit('facts', {
    facts: [{ type: 'alarm.raised', data: { device: topic.device, boot: event.boot, seq: event.seq } }],
  });
  const receipt = { v: 1, boot: event.boot, seq: event.seq, outcome: 'recorded', at: event.at };
  ear.publish(topicOf({ ...topic, channel: 'receipt' }), JSON.stringify(receipt), { qos: 1 });
});
await ear.subscribeAsync('court/+/+/+/event', { qos: 1 });
console.log(JSON.stringify({ mqttPort, httpPort }));
