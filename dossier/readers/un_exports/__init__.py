"""Read what the UN and UPR Info publish: `reader` begins; `archive` opens Office files safely."""
