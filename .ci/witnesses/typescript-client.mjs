// SuperOffice's own client for TypeScript against the stand-in: `node typescript-client.mjs BASE_URL`.
//
// Each response is checked for what it means: what was saved is read, what was changed has changed,
// what was deleted is gone, and dates are dates.

import assert from "node:assert/strict";
import { createRequire } from "node:module";

const require = createRequire(process.env.WITNESS_MODULES + "/");
const api = require("@superoffice/webapi");
const load = (name) => require(`@superoffice/webapi/${name}.js`)[name];

const baseUrl = process.argv[2];
assert.ok(baseUrl, "usage: node typescript-client.mjs BASE_URL");

let calls = 0;
const callsByApi = new Map();

/** An agent or a REST resource of the client, whose calls are counted. */
function counted(name, construct) {
    const target = new construct({
        baseUrl,
        axiosConfig: { headers: { Authorization: "Bearer 8A:Cust12345.witness" } },
    });
    return new Proxy(target, {
        get(object, property) {
            const value = object[property];
            if (typeof value !== "function" || !property.endsWith("Async")) return value;
            return (...parameters) => {
                calls += 1;
                callsByApi.set(name, (callsByApi.get(name) ?? 0) + 1);
                return value.apply(object, parameters);
            };
        },
    });
}

const agent = (name) => counted(`agent ${name}`, api[`${name}Agent`]);
const resource = (name) => counted(`REST ${name}`, load(`${name}RestApi`));

const steps = [];
const step = (what, run) => steps.push([what, run]);

/** What an agent does with each kind of entity that the stand-in keeps. */
const KINDS = [
    ["Contact", "ContactEntity", "contactId", "name"],
    ["Person", "PersonEntity", "personId", "lastname"],
    ["Sale", "SaleEntity", "saleId", "heading"],
    ["Project", "ProjectEntity", "projectId", "name"],
    ["Appointment", "AppointmentEntity", "appointmentId", "description"],
    ["Document", "DocumentEntity", "documentId", "header"],
    ["Ticket", "TicketEntity", "ticketId", "title"],
    ["Selection", "SelectionEntity", "selectionId", "name"],
    ["Webhook", "Webhook", "webhookId", "name"],
];

for (const [area, entity, key, text] of KINDS) {
    step(`agent ${area}: made, read, changed and read again`, async () => {
        const about = agent(area);
        const blank = await about[`createDefault${entity}Async`]();
        assert.ok(!blank[key], "what is not saved has no number");
        const made = await about[`save${entity}Async`]({ ...blank, [text]: `Made as ${area}` });
        assert.ok(Number.isInteger(made[key]) && made[key] > 0, `${key} is ${made[key]}`);
        const read = await about[`get${entity}Async`](made[key]);
        assert.deepEqual(read, made);
        const changed = await about[`save${entity}Async`]({ ...read, [text]: "Renamed" });
        assert.equal(changed[key], made[key], "the same entity");
        assert.equal((await about[`get${entity}Async`](made[key]))[text], "Renamed");
    });
}

for (const [area, entity, key] of KINDS.filter(([area]) => area !== "Selection")) {
    step(`agent ${area}: deleted`, async () => {
        const about = agent(area);
        const made = await about[`save${entity}Async`](await about[`createDefault${entity}Async`]());
        await about[`delete${entity}Async`](made[key]);
        assert.equal(await about[`get${entity}Async`](made[key]), null, "agents know it no more");
    });
}

for (const [area, entity, key, text] of KINDS.slice(0, 6)) {
    step(`REST ${area}: made, read, put, patched, deleted`, async () => {
        const rest = resource(area);
        const made = await rest.postAsync({ ...(await rest.getDefaultAsync()), [text]: "By REST" });
        const id = made[key];
        assert.equal((await rest.getByIdAsync(id))[text], "By REST");
        const put = await rest.putByIdAsync(id, { ...made, [text]: "Put" });
        assert.deepEqual([put[key], put[text]], [id, "Put"]);
        const patched = await rest.patchByIdAsync(id, [
            { op: "test", path: `/${text}`, value: "Put" },
            { op: "replace", path: `/${text}`, value: "Patched" },
        ]);
        assert.equal(patched[text], "Patched");
        assert.equal((await rest.patchByIdAsync(id, { [text]: "Merged" }))[text], "Merged");
        await rest.deleteByIdAsync(id);
        await refused(404, rest.getByIdAsync(id));
    });
}

step("REST Contact: a patch whose test fails is a conflict", async () => {
    const steps = [{ op: "test", path: "/Name", value: "Somebody else" }];
    await refused(409, resource("Contact").patchByIdAsync(1, steps));
    assert.equal((await resource("Contact").getByIdAsync(1)).name, "Nordlys Brygge");
});

step("REST Contact: what has not changed since is not sent, and what has is not overwritten", async () => {
    const rest = resource("Contact");
    const past = new Date("2020-01-01T00:00:00Z");
    const future = new Date(Date.now() + 60_000);
    assert.equal(await rest.getByIdAsync(1, { ifModifiedSince: future }), null);
    assert.equal((await rest.getByIdAsync(1, { ifModifiedSince: past })).contactId, 1);
    const contact = await rest.getByIdAsync(1);
    await refused(412, rest.putByIdAsync(1, contact, { ifUnmodifiedSince: past }));
});

step("what entities refer to is filled in, and dates are dates", async () => {
    const person = await agent("Person").getPersonEntityAsync(5);
    assert.deepEqual([person.fullName, person.contact.name], ["Henrik Dahl", "Havblikk Seil"]);
    const appointment = await agent("Appointment").getAppointmentEntityAsync(1);
    assert.ok(appointment.startDate instanceof Date);
    assert.equal(appointment.endDate - appointment.startDate, 90 * 60_000);
    assert.equal(appointment.person.fullName, "Jonas Lie");
    const sale = await agent("Sale").getSaleEntityAsync(2);
    assert.deepEqual([sale.amount, sale.status, sale.contact.name], [132_500, "Open", "Havblikk Seil"]);
});

step("short carriers of agents", async () => {
    assert.equal((await agent("Contact").getContactAsync(2)).name, "Fjellheim Kaffe");
    assert.equal((await agent("Person").getPersonAsync(4)).fullName, "Tuva Moen");
    assert.equal((await agent("Sale").getSaleAsync(1)).contactName, "Nordlys Brygge");
    assert.equal((await agent("Project").getProjectAsync(1)).name, "Summer season");
    assert.equal((await agent("Document").getDocumentAsync(1)).name, "offer.docx");
});

step("agents of whom nothing is kept: values of the types that the client has", async () => {
    const user = await agent("User").createDefaultUserAsync();
    assert.ok("associateId" in user);
    assert.equal(typeof (await agent("Preference").createDefaultPreferenceAsync()), "object");
    const items = await agent("MDO").getSimpleListAsync("category");
    assert.ok(Array.isArray(items) && items.length > 0);
    assert.ok(items.every((item) => Number.isInteger(item.id) && typeof item.name === "string"));
    assert.equal(typeof (await agent("List").getBusinessAsync(1)).value, "string");
    assert.ok(Number.isInteger((await agent("Associate").getAssociateAsync(5)).associateId));
    const changed = await agent("TimeZone").timeOfLastTimeZoneUpdateAsync();
    assert.ok(new Date(changed) > new Date("2000-01-01"), String(changed));
    const zones = await agent("TimeZone").initializeTimeZoneDataAsync();
    assert.ok(Array.isArray(zones) && zones.length > 0);
});

step("agent Archive: rows with their columns", async () => {
    const columns = ["contactId", "name"];
    const rows = await agent("Archive").getArchiveListByColumnsAsync("FindContact", columns, [], [], [], 0, 10);
    assert.ok(Array.isArray(rows) && rows.length > 0);
    for (const row of rows) {
        assert.ok(Number.isInteger(row.primaryKey));
        assert.equal(typeof row.columnData, "object");
    }
});

step("agent Document: bytes that are written are read", async () => {
    const document = agent("Document");
    const blank = await document.createDefaultDocumentEntityAsync();
    const made = await document.saveDocumentEntityAsync({ ...blank, name: "bytes.bin" });
    const bytes = Uint8Array.from({ length: 1_000 }, (_, index) => index % 256);
    await document.setDocumentStreamFromIdAsync(made.documentId, bytes.buffer);
    const read = await document.getDocumentStreamAsync(made.documentId);
    assert.deepEqual(new Uint8Array(read), bytes);
});

/** Expects a call to be refused with a status and an error object. */
async function refused(status, call) {
    const error = await call.then(
        () => assert.fail(`a status of ${status} was expected`),
        (error) => error,
    );
    assert.equal(error.response?.status, status, String(error));
    if (status !== 412) assert.ok(error.response.data, "an error object");
}

let failed = 0;
for (const [what, run] of steps) {
    try {
        await run();
        console.log(`ok    ${what}`);
    } catch (error) {
        failed += 1;
        console.log(`FAIL  ${what}\n      ${String(error.stack).replaceAll("\n", "\n      ")}`);
        if (error.response) console.log("     ", error.config?.method, error.config?.url, JSON.stringify(error.response.data).slice(0, 600));
    }
}
const agents = [...callsByApi.keys()].filter((name) => name.startsWith("agent ")).length;
const resources = callsByApi.size - agents;
console.log(`${calls} calls over ${agents} agents and ${resources} REST resources, ${failed} steps failed`);
assert.ok(calls >= 40 && agents >= 10 && resources >= 6, "fewer calls than this is to show");
process.exitCode = failed === 0 ? 0 : 1;
