import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate/browser";
import { writeDawproject } from "../../../src/file_formats/daws/write_dawproject.ts";
import { exportedPlugin } from "../../daw/support/exported_plugin.ts";
import { dawprojectMistakes, missingDawprojectSchema } from "../../support/independent_readers.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

const TUBE = exportedPlugin({ name: 'Zam "Tube" & <co>' });
const ECHO = exportedPlugin({
  format: "clap",
  nativeId: "com.x.echo",
  name: "Echo",
  vendor: "",
  version: "",
});
const ROOM = exportedPlugin({ format: "au", nativeId: "aufx:Valx:VaDm", name: "Room" });
const OLD = exportedPlugin({ format: "vst2", nativeId: "-2", name: "Old", isInstrument: true });

const PROJECT = writeDawproject("mix", [
  { name: "Effects", plugins: [TUBE, ECHO, ROOM] },
  { name: "Old", plugins: [OLD] },
]);

function projectXml(): string {
  return strFromU8(unzipSync(PROJECT)["project.xml"]!);
}

Deno.test("writeDawproject() has a track for each chain, with ids as DAWproject writes them", () => {
  const xml = projectXml();
  assert.match(
    xml,
    /<Vst3Plugin deviceID="20465044-7361-6c63-4255-545a00000000" deviceName="Zam &quot;Tube&quot; &amp; &lt;co&gt;"/,
  );
  assert.match(xml, /<ClapPlugin deviceID="com\.x\.echo" deviceName="Echo" deviceRole="audioFX" loaded/);
  assert.match(xml, /<Track contentType="notes" loaded="true" id="\w+" name="Old">/);
  assert.match(xml, /<Vst2Plugin deviceID="4294967294" deviceName="Old" deviceRole="instrument"/);
  assert.deepEqual(writeDawproject("mix", []).length > 0, true);
});

Deno.test({
  name: `writeDawproject() is valid by the schema of DAWproject${missingDawprojectSchema()}`,
  ignore: missingDawprojectSchema() !== "",
  async fn() {
    await using folder = await TemporaryFolder.make();
    assert.equal(await dawprojectMistakes(await folder.write("project.xml", projectXml())), "");
  },
});
