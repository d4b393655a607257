//! Outlets and agencies: who published, who is credited.

#[derive(Default)]
pub struct Outlets {}

impl Outlets {
    pub fn builtin() -> Self {
        Outlets {}
    }
}
