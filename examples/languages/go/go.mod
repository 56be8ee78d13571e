module chengxin

go 1.19
