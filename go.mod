module github.com/openlines/openlines

go 1.26
