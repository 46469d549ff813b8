// SPDX-License-Identifier: GPL-3.0-or-later

//! Prints all LV2 plugins with their ports, as the crate `livi` reads them.
fn main() {
    for plugin in livi::World::new().iter_plugins() {
        println!("{plugin:?}");
    }
}
