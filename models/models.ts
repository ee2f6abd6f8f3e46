/** All domain models on one connection. */
import type { Connection, Model } from 'mongoose';
import { aduanRouteModel } from './aduan-route.ts';
import { aduanModel } from './aduan.ts';
import { broadcastModel } from './broadcast.ts';
import { calendarStandModel } from './calendar-stand.ts';
import { contactModel } from './contact.ts';
import { counterModel } from './counter.ts';
import { dailyModel } from './daily.ts';
import { deliveryModel } from './delivery.ts';
import { deskPassModel } from './desk-pass.ts';
import { fileFetchModel } from './file-fetch.ts';
import { fileModel } from './file.ts';
import { grupModel } from './grup.ts';
import { holidayModel } from './holiday.ts';
import { hpBersamaModel } from './hp-bersama.ts';
import { inviteModel } from './invite.ts';
import { letterNumberModel } from './letter-number.ts';
import { obrolanModel } from './obrolan.ts';
import { personModel } from './person.ts';
import { piketModel } from './piket.ts';
import { reportModel } from './report.ts';
import { seatModel } from './seat.ts';
import { subscriptionModel } from './subscription.ts';
import { topikModel } from './topik.ts';
import { telephoneModel } from './telephone.ts';
import { visitModel } from './visit.ts';
import { whatsAppCardModel } from './whatsapp-card.ts';
import { whatsAppIdModel } from './whatsapp-id.ts';
import { whatsAppMergeModel } from './whatsapp-merge.ts';
import { whatsAppNumberModel } from './whatsapp-number.ts';
import { whatsAppSendModel } from './whatsapp-send.ts';

export type Models = ReturnType<typeof createModels>;

export const createModels = (connection: Connection) => ({
  Aduan: aduanModel(connection),
  AduanRoute: aduanRouteModel(connection),
  Broadcast: broadcastModel(connection),
  CalendarStand: calendarStandModel(connection),
  Contact: contactModel(connection),
  Counter: counterModel(connection),
  Daily: dailyModel(connection),
  Delivery: deliveryModel(connection),
  DeskPass: deskPassModel(connection),
  File: fileModel(connection),
  FileFetch: fileFetchModel(connection),
  Grup: grupModel(connection),
  Holiday: holidayModel(connection),
  HpBersama: hpBersamaModel(connection),
  Invite: inviteModel(connection),
  LetterNumber: letterNumberModel(connection),
  Obrolan: obrolanModel(connection),
  Person: personModel(connection),
  Piket: piketModel(connection),
  Report: reportModel(connection),
  Seat: seatModel(connection),
  Subscription: subscriptionModel(connection),
  Topik: topikModel(connection),
  Telephone: telephoneModel(connection),
  Visit: visitModel(connection),
  WhatsAppCard: whatsAppCardModel(connection),
  WhatsAppId: whatsAppIdModel(connection),
  WhatsAppMerge: whatsAppMergeModel(connection),
  WhatsAppNumber: whatsAppNumberModel(connection),
  WhatsAppSend: whatsAppSendModel(connection),
});

/** Those whose documents have something due by business time (`dueAt`). */
export const withDue = (models: Models): Model<{ dueAt: Date | null }>[] =>
  (Object.values(models) as unknown as Model<{ dueAt: Date | null }>[]).filter((m) => m.schema.path('dueAt'));
