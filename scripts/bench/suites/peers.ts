import type { Bench } from "../harness/bench.ts";
import type { Row } from "../harness/row.ts";
export async function* peerRows(_bench: Bench): AsyncGenerator<Row> {
}
