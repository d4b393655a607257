//! Numbers that look random and are the same in every run.

pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }

    pub fn shuffle<T>(&mut self, of: &mut [T]) {
        for k in (1..of.len()).rev() {
            of.swap(k, self.below(k + 1));
        }
    }
}
