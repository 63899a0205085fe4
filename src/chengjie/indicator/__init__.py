"""What is measured: indicators, observations, and how far along a target is (指标)."""
